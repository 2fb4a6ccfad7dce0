/** How the page looks: in the colours of the system, on paper, and with the keyboard. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--dim:#57606a;--line:#d0d7de;--code:#f6f8fa;--accent:#0757b8;--bar:#4a7fbd;--critical:#b3261e;--h1:#e6f4ea;--h2:#fff3cd;--h3:#ffdcc2;--h4:#ffc9c5}
@media (prefers-color-scheme:dark){:root{--ground:#14171c;--text:#e6e8eb;--dim:#a5adb8;--line:#3b434d;--code:#1e232a;--accent:#8ab8ff;--bar:#5b8fd0;--critical:#ff8078;--h1:#173322;--h2:#3b3312;--h3:#4a2a12;--h4:#561c1a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif;display:grid;grid-template-columns:15rem minmax(0,1fr)}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line);font-size:.9rem}
nav ul{list-style:none;margin:0;padding:0}nav a{display:block;padding:.2rem 0}
a{color:var(--accent)}
main{padding:1rem 2rem 4rem;max-width:75rem;min-width:0}
h1{font-size:1.6rem}h2{border-bottom:1px solid var(--line);margin-top:2.5rem;font-size:1.25rem}
p{margin:.25rem 0;overflow-wrap:anywhere}
.item::before{content:"• ";color:var(--dim)}
.box{display:flex;gap:.6rem;align-items:baseline}.box input{flex:none;width:1.1rem;height:1.1rem;margin:0;translate:0 .15rem}
.box:has(input:checked) label{color:var(--dim);text-decoration:line-through}
.in1{margin-left:1.2rem}.in2{margin-left:1.8rem}.in3{margin-left:2.6rem}.in4{margin-left:3.2rem}
p:has(>input)>label>strong{font-size:1.05rem}
.box.in0{margin-top:1rem}
.bad{color:var(--critical)}
pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;overflow:auto;font-size:.85rem;line-height:1.4}
.table,.picture{overflow:auto;margin:.6rem 0}
table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}thead th{background:var(--code)}tbody th{font-weight:600}.time{white-space:nowrap}
.heat1{background:var(--h1)}.heat2{background:var(--h2)}.heat3{background:var(--h3)}.heat4{background:var(--h4)}
svg{max-width:none;font:12px system-ui,sans-serif}@media(min-width:60rem){svg{max-width:100%;height:auto}}svg text{fill:var(--text)}.name{font-weight:600}
.grid{stroke:var(--line)}.bar{fill:var(--bar)}.bar.critical{fill:var(--critical)}.freeze{fill:var(--dim);fill-opacity:.22;stroke:var(--dim);stroke-dasharray:3 3}
.node{fill:var(--code);stroke:var(--line)}.edge{fill:none;stroke:var(--dim);stroke-width:1.5}.head{fill:var(--dim)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem;z-index:2}
@media (max-width:50rem){body{display:block}nav{position:static;max-height:none;border-right:0;border-bottom:1px solid var(--line)}main{padding:1rem}}
@media print{:root{color-scheme:light;--ground:#fff;--text:#000;--dim:#444;--line:#bbb;--code:#f6f6f6}body{display:block;font-size:10pt}nav,.skip{display:none}main{max-width:none;padding:0}pre{white-space:pre-wrap;overflow-wrap:anywhere}.table,.picture{overflow:visible}svg{max-width:100%;height:auto}h2{break-after:avoid}.box,tr,pre{break-inside:avoid}}
`;

/** What ticks off, and keeps the ticks in the browser; without storage they last as long as the page. */
export const SCRIPT = `
(() => {
  const key = 'migrate-arch ' + document.body.dataset.key;
  const boxes = [...document.querySelectorAll('input[type=checkbox]')];
  const done = document.getElementById('done');
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(key)) ?? []; } catch {}
  if (!Array.isArray(kept)) kept = [];
  const count = () => { done.textContent = boxes.filter((box) => box.checked).length + ' of ' + boxes.length + ' ticked off'; };
  for (const box of boxes) {
    box.checked = kept.includes(box.id);
    box.addEventListener('change', () => {
      try { localStorage.setItem(key, JSON.stringify(boxes.filter((each) => each.checked).map((each) => each.id))); } catch {}
      count();
    });
  }
  count();
})();
`;
