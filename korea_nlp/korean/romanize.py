"""Korean names in Latin letters, as the press of each Korea writes them: Park Hae-sol, Pak Hae Sol."""

LEADS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
TAILS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "p",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
SURNAMES = {
    "김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jeong", "강": "Kang", "조": "Cho", "윤": "Yoon",
    "장": "Jang", "임": "Lim", "한": "Han", "오": "Oh", "서": "Seo", "신": "Shin", "권": "Kwon", "황": "Hwang",
    "안": "Ahn", "송": "Song", "류": "Ryu", "전": "Jeon", "홍": "Hong", "고": "Ko", "문": "Moon", "양": "Yang",
    "손": "Son", "배": "Bae", "백": "Baek", "허": "Heo", "유": "Yoo", "남": "Nam", "심": "Shim", "노": "Noh",
    "하": "Ha", "곽": "Kwak", "성": "Sung", "차": "Cha", "주": "Joo", "우": "Woo", "구": "Koo", "나": "Na",
    "민": "Min", "진": "Jin", "지": "Ji", "엄": "Um", "채": "Chae", "원": "Won", "천": "Chun", "방": "Bang",
    "공": "Kong", "현": "Hyun", "함": "Ham", "변": "Byun", "염": "Yeom", "여": "Yeo", "추": "Choo", "도": "Do",
    "소": "So", "석": "Seok", "선": "Sun", "설": "Seol", "마": "Ma", "길": "Gil", "연": "Yeon", "위": "Wi",
    "표": "Pyo", "명": "Myung", "기": "Ki", "반": "Ban", "왕": "Wang", "금": "Keum", "옥": "Ok", "육": "Yook",
    "인": "In", "맹": "Maeng", "제": "Je", "모": "Mo", "탁": "Tak", "국": "Kook", "어": "Eo", "은": "Eun",
    "편": "Pyeon", "용": "Yong", "라": "Ra", "리": "Ri", "림": "Rim",
    "량": "Ryang", "렴": "Ryom", "려": "Ryo", "태": "Thae",
}  # fmt: skip
NORTHERN_SURNAMES = {
    "이": "Ri", "박": "Pak", "최": "Choe", "정": "Jong", "조": "Jo", "윤": "Yun", "임": "Im", "오": "O", "서": "So",
    "신": "Sin", "안": "An", "류": "Ryu", "전": "Jon", "문": "Mun", "손": "Son", "백": "Paek", "허": "Ho", "유": "Yu",
    "심": "Sim", "노": "No", "성": "Song", "주": "Ju", "우": "U", "구": "Ku", "엄": "Om", "천": "Chon", "방": "Pang",
    "현": "Hyon", "변": "Pyon", "배": "Pae", "석": "Sok", "선": "Son", "설": "Sol",
}  # fmt: skip
GIVEN = {
    "영": "young", "우": "woo", "수": "soo", "선": "sun", "희": "hee", "현": "hyun", "경": "kyung", "승": "seung",
    "정": "jung", "병": "byung", "철": "chul", "성": "sung", "명": "myung", "국": "kook", "규": "kyu", "기": "ki",
    "광": "kwang", "구": "koo", "준": "jun", "훈": "hoon", "중": "joong", "숙": "sook", "순": "soon", "운": "woon",
    "윤": "yoon", "연": "yeon", "근": "keun", "금": "keum", "길": "gil", "건": "gun", "두": "doo", "무": "moo",
}  # fmt: skip
NORTHERN = {
    "영": "yong", "정": "jong", "성": "song", "경": "kyong", "명": "myong", "병": "pyong", "현": "hyon", "혁": "hyok",
    "철": "chol", "서": "so", "선": "son", "연": "yon", "여": "yo", "덕": "tok", "태": "thae", "룡": "ryong",
    "령": "ryong", "렬": "ryol", "려": "ryo", "련": "ryon", "봉": "pong", "복": "pok", "범": "pom", "박": "pak",
    "백": "paek", "걸": "kol", "건": "kon", "광": "kwang", "국": "kuk", "길": "kil", "강": "kang", "근": "kun",
    "금": "kum", "기": "ki", "관": "gwan", "권": "gwon", "은": "un", "을": "ul", "승": "sung", "학": "hak", "석": "sok",
    "설": "sol", "원": "won", "월": "wol", "춘": "chun", "택": "thaek",
    "도": "to", "동": "tong", "대": "tae", "두": "tu",
    "순": "sun", "숙": "suk", "훈": "hun", "전": "jon", "천": "chon",
    "림": "rim", "흥": "hung", "희": "hui", "상": "sang",
}  # fmt: skip


def romanize(name: str, *, northern: bool = False) -> str:
    """Return a name in Latin letters.

    Example:
        >>> romanize("박해솔"), romanize("박해솔", northern=True)
        ('Park Hae-sol', 'Pak Hae Sol')
        >>> romanize("레온 마르케스")
        'Reon Mareukeseu'
    """
    if " " in name or len(name) > 4 or len(name) < 2 or name[0] not in SURNAMES:
        return " ".join(_word(word).capitalize() for word in name.split())
    surnames = SURNAMES | NORTHERN_SURNAMES if northern else SURNAMES
    given = [(NORTHERN if northern else GIVEN).get(c) or _word(c) for c in name[1:]]
    first = surnames[name[0]]
    if northern:
        return " ".join([first, *(syllable.capitalize() for syllable in given)])
    return f"{first} {'-'.join(given).capitalize()}"


def _word(word: str) -> str:
    return "".join(_syllable(c) for c in word)


def _syllable(c: str) -> str:
    if not "가" <= c <= "힣":
        return c
    code = ord(c) - 0xAC00
    return LEADS[code // 588] + VOWELS[code % 588 // 28] + TAILS[code % 28]
