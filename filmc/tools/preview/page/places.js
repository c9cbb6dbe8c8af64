// From the page to the text: the editor opens where a thing is written.

import { doing, say } from "./dom.js";
import { ask } from "./wire.js";

// `place` is one of the film that is shown.
export const open = (place) => go(place, ({ file, start, end }) => ({ file, start, end }));

// `place` is one of the newest text, which may have errors and be no film.
export const openNewest = (place) => go(place, ({ file, line, column }) => ({ file, line, column }));

const go = (place, words) => (place ? doing(ask("/open", words(place))) : say("Nothing in your text says that."));
