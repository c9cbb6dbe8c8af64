// Things in time, in as few lanes as keep them apart.

export function inLanes(found, room = 0) {
  const ends = [];
  const laid = [...found].sort((one, other) => one.start - other.start || other.frames - one.frames).map((of) => {
    let lane = ends.findIndex((end) => end <= of.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = of.start + Math.max(of.frames, room);
    return { of, lane };
  });
  return { laid, count: ends.length };
}

// The nearest of `places` within `reach` of `at`, else `at` itself.
export function snapped(at, places, reach) {
  let best = at;
  let nearest = reach;
  for (const place of places) {
    const apart = Math.abs(place - at);
    if (apart <= nearest) [best, nearest] = [place, apart];
  }
  return best;
}
