// Whole frames, and how they are told.

export const seconds = (frames, film) => (frames * film.rate[1]) / film.rate[0];
export const frames = (time, film) => Math.floor((time * film.rate[0]) / film.rate[1] + 1e-4);

export function timecode(frame, film) {
  const base = Math.round(film.rate[0] / film.rate[1]);
  const two = (value) => String(value).padStart(2, "0");
  const whole = Math.floor(frame / base);
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}:${two(frame % base)}`;
}

export function length(count, film) {
  const time = seconds(count, film);
  if (time < 60) return `${time.toFixed(1)} s`;
  const tenths = Math.round(time * 10);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
}
