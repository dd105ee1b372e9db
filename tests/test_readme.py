"""The session that both READMEs show runs as it stands there, each command with status 0."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HUIFANG = 'huifang() { "$PYTHON" -m desktop "$@"; }\n'


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("bash"), reason="the session is written for bash")
@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_session_of_the_readme_runs(readme: str, tmp_path: Path) -> None:
    text = (ROOT / readme).read_text("utf-8")
    [session] = [block for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if block.startswith("huifang ")]
    answer = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", HUIFANG + session],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    written = {path.name for path in tmp_path.iterdir()}
    assert set(re.findall(r"-o (\S+)", session)) | {"work-copy.huifang"} <= written
