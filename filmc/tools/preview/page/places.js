// From the page to the text: the editor opens where a thing is written.

import { say } from "./dom.js";
import { ask } from "./wire.js";

export async function open(place) {
  if (!place) return say("Nothing in your text says that.");
  try {
    const answer = await ask("/open", { file: place.file, start: place.start });
    if (answer.message) say(answer.message);
  } catch (error) {
    say(error.message);
  }
}
