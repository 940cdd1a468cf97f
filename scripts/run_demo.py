"""`make run`: open the program on a demo village; without a display, do the same work visibly without one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "demo"
OUT = ROOT / "out"
SAMPLE = ROOT / "tests" / "samples" / "county-export"
VILLAGE = "141124199201"
FUPIN = Path(sys.executable).with_name("fupin")


def main() -> None:
    """Make the demo if it is not there, then open it, or show what can be shown."""
    environment = os.environ | {"FUPIN_PASSPHRASE": "demo", "PYTHONUTF8": "1"}
    if not (DEMO / "registry.db").exists():
        say("正在生成演示村（内容全部虚构，口令 demo）……")
        fupin(environment, "demo", DEMO)
    if has_display():
        fupin(environment, "--data", DEMO, "run")
        return
    say("这台机器没有屏幕，窗口打不开。下面不用窗口把同样的事做一遍，结果存在 out/ 里。")
    without_display(environment)


def has_display() -> bool:
    """Whether a window could be seen."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def without_display(environment: dict[str, str]) -> None:
    """Import a sample export, print a village's cards, check it, save screenshots; name every file."""
    OUT.mkdir(exist_ok=True)
    registry = OUT / "导入样例"
    if not (registry / "registry.db").exists():
        fupin(environment, "init", registry, "--village", VILLAGE)
    say("一、导入县里导出的样例表格：")
    fupin(environment, "--data", registry, "import", *sorted(SAMPLE.glob("*.xlsx")), "--apply", may_refuse=True)
    say("二、体检，看哪里填得不对：")
    fupin(environment, "--data", registry, "check")
    say("三、打印全村的帮扶联系卡：")
    cards = OUT / "帮扶联系卡.pdf"
    fupin(environment, "--data", registry, "print", "help_card", "--village", VILLAGE, "--out", cards)
    say("四、各个画面存成图片：")
    offscreen = environment | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}
    subprocess.run([sys.executable, ROOT / "scripts" / "screens.py", OUT / "画面"], env=offscreen, check=True)
    say("做完了。请看：")
    for file in (cards, *sorted((OUT / "画面").glob("*.png"))):
        say(f"    {file}")


def fupin(environment: dict[str, str], *words: object, may_refuse: bool = False) -> None:
    """Run one command of the program and let its words be read."""
    done = subprocess.run([FUPIN, *map(str, words)], env=environment, check=False)
    if done.returncode and not (may_refuse and done.returncode == 1):
        sys.exit(done.returncode)


def say(sentence: str) -> None:
    """A sentence for the person."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
