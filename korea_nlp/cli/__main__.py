"""``python -m korea_nlp.cli`` is the command ``korea-nlp``."""

from korea_nlp.cli import main

if __name__ == "__main__":
    main()
