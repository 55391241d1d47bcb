from pathlib import Path

import pytest
import small_law


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_law.write(tmp_path)
