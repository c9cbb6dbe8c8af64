"""Draws `street.mp4`, the archive clip of this example: a tram passes an old street. Run once; the file is kept in git."""

import subprocess
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

WIDTH, HEIGHT, RATE, FRAMES = 480, 360, 25, 165
HERE = Path(__file__).parent


def street() -> np.ndarray:
    """Return the empty street: sky, two rows of houses, road and rails."""
    picture = np.full((HEIGHT, WIDTH), 190, np.uint8)
    random = np.random.default_rng(1907)
    for side in (-1, 1):
        for step in range(6):
            far = 1 - step / 7
            x = WIDTH / 2 + side * (60 + 190 * far)
            top = 150 - 120 * far - random.integers(0, 20)
            corners = np.array([[x, top], [x - side * 48 * far, top + 10], [x - side * 48 * far, 240 + 40 * far], [x, 250 + 60 * far]])
            cv2.fillPoly(picture, [corners.astype(np.int32)], int(120 - 50 * far + random.integers(0, 18)), cv2.LINE_AA)
            for row in range(4):
                y = top + 26 + row * 34 * far
                cv2.rectangle(picture, (int(x - side * 34 * far), int(y)), (int(x - side * 22 * far), int(y + 18 * far)), 52, -1)
    road = np.array([[150, 240], [330, 240], [WIDTH + 120, HEIGHT], [-120, HEIGHT]])
    cv2.fillPoly(picture, [road], 150, cv2.LINE_AA)
    for foot, head in ((160, 228), (320, 252)):
        cv2.line(picture, (foot, HEIGHT), (head, 240), 95, 2, cv2.LINE_AA)
    return picture


def tram(picture: np.ndarray, way: float) -> None:
    """Draw the tram that has gone `way` (0 to 1) from the far end toward us."""
    size = 18 + 190 * way**2
    x, y = 240 - 20 * way, 246 + 84 * way
    body = (int(x - size / 2), int(y - size * 1.15)), (int(x + size / 2), int(y))
    cv2.rectangle(picture, *body, 62, -1, cv2.LINE_AA)
    for window in range(3):
        left = x - size * 0.42 + window * size * 0.3
        cv2.rectangle(picture, (int(left), int(y - size)), (int(left + size * 0.24), int(y - size * 0.62)), 170, -1)
    cv2.circle(picture, (int(x), int(y - size * 0.3)), max(int(size * 0.08), 1), 235, -1, cv2.LINE_AA)


def walker(picture: np.ndarray, frame: int, start: float, speed: float, y: int) -> None:
    """Draw somebody who crosses the street."""
    x = int(start + speed * frame)
    bob = int(2 * np.sin(frame * 0.5))
    cv2.circle(picture, (x, y - 44 + bob), 6, 40, -1, cv2.LINE_AA)
    cv2.line(picture, (x, y - 38 + bob), (x, y - 16), 44, 9, cv2.LINE_AA)
    swing = int(7 * np.sin(frame * 0.5))
    for leg in (swing, -swing):
        cv2.line(picture, (x, y - 18), (x + leg, y), 36, 4, cv2.LINE_AA)


def frames() -> bytes:
    """Return all frames as grey bytes: the scene, a weaving gate, scratches and grain."""
    random = np.random.default_rng(7)
    scene, out = street(), []
    for frame in range(FRAMES):
        picture = scene.copy()
        tram(picture, frame / FRAMES)
        walker(picture, frame, 20, 1.5, 330)
        walker(picture, frame, 470, -1.1, 300)
        gate = np.float32([[1, 0, random.normal(0, 0.5)], [0, 1, random.normal(0, 0.6)]])
        picture = cv2.GaussianBlur(cv2.warpAffine(picture, gate, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE), (0, 0), 0.8)
        light = random.normal(1, 0.015)
        grain = cv2.resize(random.normal(0, 7, (HEIGHT // 2, WIDTH // 2)).astype(np.float32), (WIDTH, HEIGHT))
        picture = np.clip(picture * light + grain, 0, 255).astype(np.uint8)
        if random.random() < 0.12:
            cv2.line(picture, (x := int(random.integers(0, WIDTH)), 0), (x, HEIGHT), 215, 1)
        out.append(picture.tobytes())
    return b"".join(out)


if __name__ == "__main__":
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}",
        "-r", str(RATE), "-i", "-", "-c:v", "libx264", "-crf", "33", "-preset", "veryslow", "-pix_fmt", "yuv420p",
        "-movflags", "+faststart", str(HERE / "street.mp4"),
    ]  # fmt: skip
    subprocess.run(command, input=frames(), check=True)
