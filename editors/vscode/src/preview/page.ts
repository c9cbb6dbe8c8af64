/** The page around the preview's own page: nothing but a frame. */

/** Return the page that frames an address; `nonce` lets its one style stand. */
export function framed(address: string, nonce: string): string {
  const { origin } = new URL(address);
  return page(
    nonce,
    `<iframe src="${escaped(address)}" title="Film preview" allow="autoplay; fullscreen; clipboard-write"></iframe>`,
    `frame-src ${origin};`,
  );
}

/** Return a page that says a few words: before there is an address, and after the preview has ended. */
export function saying(words: string, nonce: string): string {
  return page(nonce, `<p>${escaped(words)}</p>`);
}

function page(nonce: string, body: string, allowed = ""): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; ${allowed}">
<title>Film preview</title>
<style nonce="${nonce}">
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden }
iframe { display: block; width: 100%; height: 100%; border: 0 }
p { padding: 2em; font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-descriptionForeground) }
</style>
</head>
<body>${body}</body>
</html>
`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
