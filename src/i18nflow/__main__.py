"""``python -m i18nflow`` is ``i18nflow``."""

from i18nflow.cli import main

if __name__ == "__main__":
    main()
