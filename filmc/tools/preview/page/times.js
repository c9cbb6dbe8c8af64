// Whole frames, and how they are told. `film` is whatever has a rate, as [numerator, denominator].

export const seconds = (frames, film) => (frames * film.rate[1]) / film.rate[0];
export const frames = (time, film) => Math.floor((time * film.rate[0]) / film.rate[1] + 1e-4);
export const base = (film) => Math.round(film.rate[0] / film.rate[1]);

export function timecode(frame, film) {
  const two = (value) => String(value).padStart(2, "0");
  const whole = Math.floor(frame / base(film));
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}:${two(frame % base(film))}`;
}

export function length(count, film) {
  const tenths = Math.round(seconds(count, film) * 10);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
}
