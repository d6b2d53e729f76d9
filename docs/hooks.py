"""What stands outside of docs/ in the site too: model cards, notebooks, the changelog; and a report to try."""

import re
import shutil
import tempfile
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

import korea_nlp
from korea_nlp.lexicon import data_file

ROOT = Path(__file__).parents[1]
OUTSIDE = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "models/*/README.md",
    "models/*/*.svg",
    "notebooks/*.ipynb",
)
LINK = re.compile(r"\]\(([^)#:\s]+)(#[^)\s]*)?\)")
REPORT = "report.html"
SHIM = "https://unpkg.com/iframe-worker/shim"
COPY = Path(tempfile.mkdtemp(prefix="korea-nlp-docs-"))  # where notebooks may write what they write


@event_priority(100)  # before those who look for notebooks
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what stands outside, under its path in the project."""
    for pattern in OUTSIDE:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, COPY / name)
            files.append(File(name, str(COPY), config.site_dir, config.use_directory_urls))
    records = list(korea_nlp.pipe(korea_nlp.read_articles(data_file("samples/articles.jsonl"))))
    found = korea_nlp.compare(records)
    korea_nlp.write_report(records, COPY / REPORT, ledger=found, origins=korea_nlp.find_origins(records))
    files.append(File(REPORT, str(COPY), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead where their files are in the site."""
    here = page.file.src_uri
    inside = (Path(config.docs_dir) / here).exists()
    folder = dirname(join("docs", here) if inside else here)

    def lead(found: re.Match[str]) -> str:
        target = normpath(join(folder, found[1]))
        target = target.removeprefix("docs/")
        return (
            f"]({relpath(target, dirname(here) or '.')}{found[2] or ''})"
            if files.get_file_from_path(target)
            else found[0]
        )

    return LINK.sub(lead, markdown)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take from the site itself what the theme would fetch, so that it can be read without a network."""
    return output.replace(SHIM, get_relative_url("search-shim.js", page.url))


def on_post_build(config: MkDocsConfig) -> None:
    """Remove what was copied."""
    shutil.rmtree(COPY)
