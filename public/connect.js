/*
 * Connect WhatsApp: a button for a partner's own page. It opens the onboarding in a window of its own and tells the page
 * the result. The page that has this script is also the one to which the onboarding leads at its end.
 *
 *   <script src="https://hub.example.com/connect.js" data-partner="…PA"></script>
 *
 * Attributes: data-partner, and where wanted data-label, data-redirect-url (this page without its query if missing),
 * data-state, data-email, data-name, data-number.
 *
 * The result is an event `whatsapp-connected` on the button and above it, with detail {client, channels, revoked, state}.
 * Unless a listener calls preventDefault(), the page is then loaded with the result in its query.
 */
(() => {
  const script = document.currentScript;
  const own = new URLSearchParams(location.search);
  if (window.opener && own.has('client')) {
    // The window of the onboarding: tells the page that has opened it, which is of this very origin, and goes.
    window.opener.postMessage(location.search, location.origin);
    window.close();
    return;
  }
  if (!script || !script.dataset.partner) {
    console.error('connect.js: the attribute data-partner is missing');
    return;
  }
  const { partner, label, redirectUrl, state, email, name, number } = script.dataset;
  const start = new URL(`/dashboard/app/${encodeURIComponent(partner)}/permissions`, script.src);
  const sent = { redirect_url: redirectUrl || location.origin + location.pathname, state, email, name, number };
  for (const [key, value] of Object.entries(sent)) if (value) start.searchParams.set(key, value);

  const list = (text) => (text ? text.replace(/^\[|\]$/g, '').split(',').filter(Boolean) : []);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'connect-whatsapp';
  button.textContent = label || 'Connect WhatsApp';
  script.insertAdjacentElement('afterend', button);

  let opened = null;
  button.addEventListener('click', () => {
    if (opened && !opened.closed) {
      opened.focus();
      return;
    }
    opened = window.open(start, 'connect-whatsapp', 'popup,width=600,height=920');
    // Where windows are blocked, the way leads through this one, and back to this page.
    if (!opened) location.assign(start);
  });
  window.addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== opened || typeof event.data !== 'string') return;
    const result = new URLSearchParams(event.data);
    if (!result.has('client')) return;
    const detail = {
      client: result.get('client'),
      channels: list(result.get('channels')),
      revoked: list(result.get('revoked')),
      state: result.get('state'),
    };
    const told = new CustomEvent('whatsapp-connected', { detail, bubbles: true, cancelable: true });
    if (button.dispatchEvent(told)) location.search = event.data;
  });
})();
