const socket = new WebSocket(`ws://${location.host}/live`);
socket.onmessage = (event) => {
  const said = JSON.parse(event.data);
  document.getElementById("told").textContent += `${said.topic} ${event.data.length}\n`;
};
