// The wire to the server: what it tells, topic by topic, and what is asked of it.

const heard = new Map();
let socket;
let wait = 250;
let reach = () => {};

export const hear = (topic, listener) => heard.set(topic, [...(heard.get(topic) ?? []), listener]);
export const onReach = (listener) => (reach = listener);

export function connect() {
  socket = new WebSocket(`ws://${location.host}/live`);
  socket.onopen = () => {
    wait = 250;
    reach("there");
  };
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    for (const listener of heard.get(message.topic) ?? []) listener(message);
  };
  socket.onclose = async () => {
    reach((await refused()) ? "refused" : "gone");
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 4000);
  };
}

// A server that answers but does not know us is another one than the page came from.
const refused = () => fetch("/page/mark.svg").then((answer) => answer.status === 403, () => false);

export function tell(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// Ask for something to be done. Resolves to the answer; rejects with an error whose message is for people.
export async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("filmc preview is not running any more: start it again, and then do that once more");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? `refused (${response.status})`);
  return answer;
}
