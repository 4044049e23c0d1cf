window.customElements.define('tuphap-chat', TuphapChat);

/* A page that places the element itself gets no second one in the corner. */
function launch() {
  if (!document.querySelector('tuphap-chat')) document.body.appendChild(document.createElement('tuphap-chat'));
}

if (document.body && document.readyState !== 'loading') launch();
else document.addEventListener('DOMContentLoaded', launch);
