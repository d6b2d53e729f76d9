"""Bytes → a text: the smaller the change of the bytes, the smaller the change of the text."""

SENTENCES = (
    "Seoul said on Friday that Pyongyang had fired two ballistic missiles into the East Sea.",
    "“We will not talk,” Kim Yo Jong told KCNA, adding that “up to 10,000 soldiers” may follow by 2026.",
    "According to two officials, about 300 people were killed and 2,700 (1,000 of them women) wounded last week.",
    "The U.S. president called it “unwise”; Tokyo, Beijing and Moscow's envoys did not comment.\n\nThe army denied that.",
    "SEOUL, Jan. 24 (Yonhap) -- Defense Minister Park Min-ho: “No launch.” He said that she said that it was $1.3bn.",
    "The North's Hwasong-17 flew 986 miles (1,587 km), the South's Joint Chiefs of Staff said, 3 to 4 km higher.",
)
WORDS = (
    *(
        "Kim Jong Un",
        "Seoul",
        "the South's Joint Chiefs of Staff",
        "Mr Trump",
        "KCNA",
        "he",
        "analysts",
        "김정은",
        "朝鮮",
    ),
    *("the", "of", "and", "who", "which", "to", "U.S.", "President", "Park", "their", "North Korean", "Москва", "سيول"),
    *("said", "told", "denied", "according to", "that", "launched", "killed", "may", "not", "condemned", "met", "is"),
    *("300", "2,700", "1.3bn", "four", "dozens of", "up to", "10,000-12,000", "$5", "76th", "%", "½", "٣", "9" * 40),
    *("soldiers", "missiles", "km", "on Friday", "in 2024", "last week", "Jan. 24", "two weeks ago", "12/31/2024"),
    *(
        ".",
        ",",
        "!",
        "?",
        ":",
        ";",
        "—",
        "--",
        "...",
        '"',
        "“",
        "”",
        "''",
        "``",
        "'",
        "’",
        "‘",
        "(",
        ")",
        "[",
        "«",
        "•",
    ),
    *("\n", "\n\n", "\t", "\u00a0", "\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\r\n", "\x00", "\x1b[0m"),
    *("\ufeff", "😀", "e\u0301", "\ufffe", "\ud800", "\udfff", "</script>", "<b>", "&amp;", "=1+1", "]]>", "{{style}}"),
)
ODD = "\x00\x07\t\n\r\x1b \"'“”‘’«»()[]<>&=;:,.-–—%$½٣\u00a0\u200b\u200d\u202e\u2028\ud800\udfff\ufeff\uffff😀한漢жا"
LONGEST = 300  # characters of a text; long ones are for the benchmark of growth


def to_text(data: bytes) -> str:
    """Return the text of some bytes: raw characters, words of news in any order, or a sentence that is mangled."""
    if not data:
        return ""
    mode, data = data[0] % 4, data[1:]
    if mode == 0:
        return data.decode("utf-8", "surrogateescape")[:LONGEST]
    if mode == 1:
        return data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")[:LONGEST] if _is_utf16(data) else ""
    if mode == 2:
        return " ".join(WORDS[byte % len(WORDS)] + "x" * (byte // 250) for byte in data)[:LONGEST]
    return _mangled(data)[:LONGEST]


def _is_utf16(data: bytes) -> bool:
    try:
        data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _mangled(data: bytes) -> str:
    """Return a sentence of news after one change for every three bytes."""
    text = SENTENCES[data[0] % len(SENTENCES)] if data else ""
    for change, place, value in zip(*(iter(data[1:]),) * 3, strict=False):
        at = place * (len(text) + 1) // 256
        if change % 5 == 0:
            text = text[:at] + ODD[value % len(ODD)] + text[at:]
        elif change % 5 == 1:
            text = text[:at] + text[at + value % 16 :]
        elif change % 5 == 2:
            text = text[:at] + WORDS[value % len(WORDS)] + text[at:]
        elif change % 5 == 3:
            text = text[at:] + " " + text[:at]
        else:
            text = text[: at + value % 64] + text[at:]
    return text
