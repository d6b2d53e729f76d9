"""The main paths with the network cut: nothing is fetched, nothing is sent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PATHS = """
import socket, sys
from pathlib import Path

def refuse(*_):
    raise AssertionError("the network was asked for something")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse

import korea_nlp
folder = Path(sys.argv[1])
nlp = korea_nlp.load()
text = "Seoul said on Friday that 300 soldiers were killed. Tokyo denied it."
records = [korea_nlp.analyze(text, published="2025-01-24", nlp=nlp, url="http://example.org/")]
found = korea_nlp.compare(records, own_words=True)
graph = korea_nlp.build_graph(records, relations=found)
korea_nlp.write_graphml(graph, folder / "a.graphml")
korea_nlp.read_graphml(folder / "a.graphml")
korea_nlp.write_gexf(graph, folder / "a.gexf")
korea_nlp.write_neo4j(graph, folder / "neo4j")
korea_nlp.write_ledger(found, folder / "a.csv")
korea_nlp.write_report(records, folder / "a.html", ledger=found)
nlp.to_disk(folder / "model")
import spacy
spacy.load(folder / "model")
print(len(records[0].claims))
"""


def test_main_paths_ask_the_network_for_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PATHS, str(tmp_path)]
    cut = ["unshare", "-rn"]
    if shutil.which("unshare") and not subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        command = [*cut, *command]  # a namespace without any network, for what does not go through Python's sockets

    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


@pytest.mark.parametrize("module", ["requests", "urllib.request", "http.client", "httpx", "ftplib", "smtplib"])
def test_no_module_of_ours_speaks_to_the_network(module: str) -> None:
    package = Path(__file__).parents[1] / "korea_nlp"

    users = [path for path in package.rglob("*.py") if f"import {module}" in path.read_text(encoding="utf-8")]

    assert users == []
