"""The fixtures of mail, for faults too."""

from tests.core.conftest import letters as letters
from tests.core.conftest import smtp as smtp
