"""Languages that articles are in: those that are set aside, and English that never is."""

import pytest
from typer.testing import CliRunner

from korea_nlp import Article, Failure
from korea_nlp.cli import app
from korea_nlp.corpus import read_articles
from korea_nlp.corpus.language import FunctionWord, LanguageCheck, language_of
from korea_nlp.lexicon import load_lexicon

CHECK = LanguageCheck()
FOREIGN = {
    "Korean": "통일부는 금요일 기자들에게 북한과의 회담 계획이 없다고 밝혔다. 국방부도 보도를 부인했다. (Reuters, AP)",
    "Chinese": "外交部发言人星期五在北京对记者说，双方没有举行会谈的计划，并否认了有关报道。",
    "Japanese": "外務省の報道官は金曜日、記者団に対し、会談の予定はないと述べ、報道を否定した。",
    "Russian": "Представитель министерства заявил в пятницу, что переговоры не "
    "планируются, и опроверг сообщения печати.",
    "Ukrainian": "Речник міністерства заявив у п'ятницю, що переговори не плануються, і спростував повідомлення.",
    "Arabic": "قال متحدث باسم الوزارة يوم الجمعة إنه لا توجد خطط لإجراء محادثات ونفى التقارير.",
    "French": "Le ministère a déclaré vendredi que les deux pays ne prévoient pas de pourparlers, et il a démenti les "
    "informations de la presse selon lesquelles une réunion était prête.",
    "German": "Das Ministerium erklärte am Freitag, dass es keine Gespräche mit dem Norden geben werde, und wies die "
    "Berichte der Presse zurück. Ein Sprecher sagte, man sei nicht in Eile.",
    "Spanish": "El ministerio dijo el viernes que no habrá conversaciones con el "
    "Norte y negó los informes de la prensa. "
    "Un portavoz añadió que no hay prisa para una reunión.",
    "Italian": "Il ministero ha detto venerdì che non ci sono colloqui con il Nord e "
    "ha negato le notizie della stampa. "
    "Un portavoce ha aggiunto che non c'è fretta per un incontro.",
    "Portuguese": "O ministério disse na sexta-feira que não há conversas com o Norte e negou as notícias da imprensa. "
    "Um porta-voz disse também que não há pressa para uma reunião.",
    "Dutch": "Het ministerie zei vrijdag dat er geen gesprekken met het Noorden zijn en sprak de berichten van de pers "
    "tegen. Een woordvoerder zei ook dat men geen haast heeft.",
    "Indonesian": "Kementerian mengatakan pada hari Jumat bahwa tidak ada pembicaraan "
    "dengan Utara dan membantah laporan "
    "itu. Juru bicara mengatakan mereka tidak akan terburu-buru.",
    "Polish": "Ministerstwo podało w piątek, że nie będzie rozmów z Północą, i "
    "zaprzeczyło doniesieniom prasy. Rzecznik "
    "dodał, że to nie jest pilne, ale jest możliwe w tym roku.",
    "Swedish": "Ministeriet sade på fredagen att det inte blir några samtal med landet i norr och att det som stod i "
    "pressen inte var sant. En talesman sade att man har tid.",
    "Turkish": "Bakanlık cuma günü Kuzey ile bir görüşme olmadığını ve bu haberin doğru olmadığını söyledi. Sözcü daha "
    "sonra bunun için çok erken olduğunu ve bir plan olmadığını söyledi.",
    "Vietnamese": "Bộ này cho biết hôm thứ Sáu rằng không có kế hoạch đàm phán với miền "
    "Bắc và đã bác bỏ các tin của báo "
    "chí. Một người phát ngôn nói rằng họ sẽ không vội vàng.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_found(language):
    assert CHECK.foreign(FOREIGN[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("12 300 2,700 40%", id="numbers"),
        pytest.param("김정은 (Kim Jong Un) told the meeting that the plan, 병진, would go on.", id="hangul-in-english"),
        pytest.param("Missile test, Sinpo; one SLBM, Pukguksong-1; failed.", id="telegram"),
        pytest.param(
            "“Por la paz”, the banner said in Spanish. Maria de la Cruz of the Los Angeles branch said that it was "
            "for all.",
            id="spanish-in-english",
        ),
        pytest.param("El Niño", id="too-short"),
        pytest.param("🙂" * 100, id="emoji"),
    ],
)
def test_english_and_what_cannot_be_told_stays(text):
    assert CHECK.foreign(text) is None


def test_english_shares_no_word_with_the_others():
    languages: dict[str, set[str]] = {}
    for row in load_lexicon("function_words").rows(FunctionWord, key=("word", "language")):
        languages.setdefault(row.word, set()).add(row.language)

    assert not [word for word, found in languages.items() if "English" in found and len(found) > 1]


def test_articles_in_other_languages_are_set_aside_on_request(tmp_path):
    (tmp_path / "a.txt").write_text(FOREIGN["German"], encoding="utf-8")
    (tmp_path / "b.txt").write_text("Seoul said it would not talk.")

    aside, article = read_articles(tmp_path, english_only=True)

    assert isinstance(aside, Failure)
    assert language_of(aside) == "German"
    assert article == Article("b", "Seoul said it would not talk.")
    assert language_of(Failure("c", "set aside")) is None
    assert all(isinstance(item, Article) for item in read_articles(tmp_path))


@pytest.mark.parametrize("command", ["extract", "run"])
def test_the_command_line_counts_what_it_set_aside(tmp_path, command):
    for name, text in (*FOREIGN.items(), ("x", "Seoul said it would not talk.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    done = CliRunner().invoke(app, [command, f"{tmp_path}/*.txt", "--english-only", "-o", str(tmp_path / "out")])

    assert done.exit_code == 3
    assert f"{len(FOREIGN)}{' of them' if command == 'extract' else ''} as they are not in English" in done.stderr


@pytest.mark.parametrize("command", ["extract", "run"])
def test_options_of_reading_reach_the_readers(tmp_path, command):
    (tmp_path / "x.csv").write_bytes("key,story\na,“Séoul” said it’d talk.\n".encode("cp1252"))
    options = [
        "--id-column",
        "key",
        "--text-column",
        "story",
        "--encoding",
        "cp1252",
        "--reader",
        "csv",
        "--english-only",
    ]

    done = CliRunner().invoke(app, [command, str(tmp_path / "x.csv"), *options, "-o", str(tmp_path / "out")])

    assert done.exit_code == 0, done.output


# --- text that was decoded wrongly ---------------------------------------------------------------------------------


def test_text_that_was_decoded_wrongly_is_mended_on_request(tmp_path):
    pytest.importorskip("ftfy")
    right = "“It’s over,” the café’s owner said.\n\nSéoul — “no”. Ångström"
    wrong = right.encode().decode("latin-1")
    (tmp_path / "x.txt").write_text(wrong, encoding="utf-8")

    assert [item.text for item in read_articles(tmp_path / "x.txt")] == [wrong]
    assert [item.text for item in read_articles(tmp_path / "x.txt", mend=True)] == [right]


@pytest.mark.parametrize(
    "text", ["“It’s over,” he said…", "ﬁne ＡＢＣ &amp; x\r\ny", "서울은 ‘아니다’라고 했다.", "naïve Ångström"]
)
def test_text_that_is_right_is_left_alone(tmp_path, text):
    pytest.importorskip("ftfy")
    (tmp_path / "x.txt").write_bytes(text.encode())

    assert [item.text for item in read_articles(tmp_path / "x.txt", mend=True)] == [text]
