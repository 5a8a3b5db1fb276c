// What is clicked, chosen, typed and printed.
const mostOnPaper = 500;
let unfolded = [];

function toPaper() {
  unfolded = [...document.querySelectorAll('details:not([open])')];
  for (const fold of unfolded) fold.open = true;
  if (!all) return;
  const paper = $('paper'), some = shown.slice(0, mostOnPaper);
  paper.replaceChildren();
  make('h3', `${some.length === shown.length ? `The ${shown.length} items` : `The first ${some.length} of ${shown.length} items`} of ${$('case').selectedOptions[0].text}: ${$('filter').selectedOptions[0].text}`, paper);
  for (const i of some) {
    const sheet = make('article', null, paper);
    make('h4', all.ids[i], sheet);
    describe(sheet, i);
  }
}

function fromPaper() {
  for (const fold of unfolded) fold.open = false;
  $('paper').replaceChildren();
}

document.body.classList.add('scripted');
$('case').addEventListener('change', () => { delete document.body.dataset.read; open(); });
for (const id of ['filter', 'tag', 'part', 'group']) $(id).addEventListener('change', () => apply());
$('search').addEventListener('input', () => apply());
$('sort').addEventListener('change', () => { readSort(); apply(); });
$('clear').addEventListener('click', () => {
  for (const id of ['tag', 'part', 'group', 'search']) $(id).value = '';
  $('filter').value = 'all';
  apply();
  $('search').focus();
});
$('person').addEventListener('change', heat);
$('previous').addEventListener('click', () => turn(-1));
$('next').addEventListener('click', () => turn(1));
$('close').addEventListener('click', () => $('detail').close());
$('before-this').addEventListener('click', () => step(-1));
$('after-this').addEventListener('click', () => step(1));
$('detail').addEventListener('close', closed);
$('detail').addEventListener('keydown', event => {
  if (event.key === 'ArrowLeft') step(-1);
  if (event.key === 'ArrowRight') step(1);
});
addEventListener('beforeprint', toPaper);
addEventListener('afterprint', fromPaper);
if ($('case').options.length) open();
