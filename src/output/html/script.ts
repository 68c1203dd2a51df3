/** Search, and a filter by severity: only what hides; nothing is made of texts. Without it the page is whole. */
export const script = `
'use strict';
(() => {
  const tools = document.querySelector('.tools');
  if (tools === null) return;
  const search = tools.querySelector('input[type=search]');
  const boxes = [...tools.querySelectorAll('input[type=checkbox]')];
  const count = tools.querySelector('output');
  const items = [...document.querySelectorAll('.item')].map((element) => ({ element, text: null }));
  const textOf = (item) => (item.text ??= item.element.textContent.toLowerCase());
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    let shown = 0;
    for (const item of items) {
      const severity = item.element.dataset.severity;
      const hidden = (severity !== undefined && off.has(severity)) || !words.every((word) => textOf(item).includes(word));
      item.element.toggleAttribute('data-off', hidden);
      if (!hidden) shown += 1;
    }
    if (words.length > 0) for (const group of document.querySelectorAll('details.group')) group.open = group.querySelector('.item:not([data-off])') !== null;
    count.textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' shown';
  };
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  for (const box of boxes) box.addEventListener('change', apply);
  addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  tools.hidden = false;
})();
`;
