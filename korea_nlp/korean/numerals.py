"""The value of a Korean number: 2천700, 1만2천300, 3조5천억, 수백, 서른두."""

import re

SMALL = {"천": 1e3, "백": 1e2, "십": 1e1}
LARGE = {"조": 1e12, "억": 1e8, "만": 1e4}
DIGITS = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
NATIVE = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "서": 3,
    "네": 4, "넷": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13,
    "스무": 20, "서른": 30, "마흔": 40, "쉰": 50,
    "두세": 2, "서너": 3, "너댓": 4, "대여섯": 5, "예닐곱": 6,
}  # fmt: skip
RANGES = {"두세": (2, 3), "서너": (3, 4), "한두": (1, 2), "너댓": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7)}
SEVERAL = {
    "수십": 20.0,
    "수백": 200.0,
    "수천": 2e3,
    "수만": 2e4,
    "수십만": 2e5,
    "수백만": 2e6,
    "수천만": 2e7,
    "수억": 2e8,
}
SOME = {"몇": 3.0, "여러": 3.0}
PIECE = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([영일이삼사오육칠팔구])|([천백십])|([조억만])")


def value_of(words: str) -> float | None:
    """Return the value of a number; None where it is none.

    Example:
        >>> value_of("1만2천300"), value_of("2천700"), value_of("3조5천억"), value_of("1.5")
        (12300.0, 2700.0, 3500000000000.0, 1.5)
    """
    words = words.replace(" ", "").replace("여", "")
    if words in NATIVE:
        return float(NATIVE[words])
    if words in SEVERAL:
        return SEVERAL[words]
    total = section = 0.0
    digit: float | None = None
    at = 0
    for piece in PIECE.finditer(words):
        if piece.start() != at:
            return None
        at = piece.end()
        if piece[1]:
            digit = float(piece[1].replace(",", ""))
        elif piece[2]:
            digit = float(DIGITS[piece[2]])
        elif piece[3]:
            section += (1.0 if digit is None else digit) * SMALL[piece[3]]
            digit = None
        else:
            section += digit or 0.0
            total += (section or 1.0) * LARGE[piece[4]]
            section, digit = 0.0, None
    if at != len(words) or not words:
        return None
    return total + section + (digit or 0.0)
