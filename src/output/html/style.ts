/** Light and dark, wide and narrow, on paper. Signs and words say what colours say. */
export const style = `
:root { color-scheme: light dark; --ink: #1a1c20; --faint: #5b6270; --paper: #fff; --panel: #f5f6f8; --line: #d5d9e0; --critical: #a4161a; --high: #c2410c; --medium: #8a5a00; --low: #35618e; --good: #17692f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ec; --faint: #a2a9b6; --paper: #14161a; --panel: #1d2026; --line: #363b45; --critical: #ff8589; --high: #ffa26b; --medium: #e8bd5a; --low: #8fbdf0; --good: #74d08d; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; color: var(--ink); background: var(--paper); }
main { max-width: 80rem; margin: auto; padding: 1.5rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, ul, ol, dl { margin: .4rem 0; }
code, pre { font: .875em/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .75rem; margin: .3rem 0; white-space: pre-wrap; }
.meta, .source, caption { color: var(--faint); font-size: .875rem; }
.verdict { border-left: .4rem solid var(--faint); padding: .5rem 1rem; background: var(--panel); }
.verdict.critical, .verdict.high { border-color: var(--critical); }
.verdict.medium { border-color: var(--medium); }
.verdict.good { border-color: var(--good); }
.severity { display: inline-block; min-width: 5.2em; font-size: .75rem; font-weight: 700; letter-spacing: .03em; text-transform: uppercase; }
.critical > .severity, .severity.critical { color: var(--critical); }
.high > .severity, .severity.high { color: var(--high); }
.medium > .severity, .severity.medium { color: var(--medium); }
.low > .severity, .severity.low, .info > .severity, .severity.info { color: var(--low); }
.good, .accepted { color: var(--good); }
.tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .6rem 0; margin-top: 1rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.tools[hidden] { display: none; }
.tools input[type=search] { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .3rem .6rem; min-width: 16rem; }
details { border: 1px solid var(--line); border-radius: 4px; margin: .4rem 0; }
summary { cursor: pointer; padding: .4rem .75rem; overflow-wrap: anywhere; }
summary:hover { background: var(--panel); }
details > :not(summary) { margin-left: .75rem; margin-right: .75rem; }
.where { color: var(--faint); }
.grid { overflow-x: auto; }
table { border-collapse: collapse; }
table.wide { width: 100%; min-width: 44rem; }
caption { text-align: left; padding: .25rem 0; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; font-weight: normal; vertical-align: top; overflow-wrap: anywhere; }
thead th { vertical-align: bottom; font-weight: 600; background: var(--panel); }
td.cell { text-align: center; font-weight: 700; }
td.refused { color: #fff; background: #a4161a; }
td.full-only, td.unknown { color: var(--medium); }
td.nowrap { white-space: nowrap; }
.differs li { font-weight: 600; }
dt { font-weight: 600; margin-top: .5rem; overflow-wrap: anywhere; }
dd { margin-left: 1.5rem; overflow-wrap: anywhere; }
figure { margin: .6rem 0; }
figcaption { color: var(--faint); font-size: .875rem; }
svg.chart { display: block; width: 100%; max-width: 60rem; height: auto; }
svg.chart text { fill: var(--faint); font-size: 11px; }
@media (max-width: 40rem) { svg.chart text { font-size: 20px; } }
svg.chart line { stroke: var(--line); }
svg.strip { display: block; width: 8rem; height: .8rem; margin-top: .3rem; }
svg .critical { fill: var(--critical); }
svg .high { fill: var(--high); }
svg .medium { fill: var(--medium); }
svg .good { fill: var(--good); }
.legend .severity { margin-right: 1rem; }
.group > summary .severity { min-width: 16em; }
[data-off] { display: none; }
@media print {
  :root { --ink: #000; --faint: #333; --paper: #fff; --panel: #fff; --line: #999; --critical: #000; --high: #000; --medium: #000; --low: #000; --good: #000; }
  main { max-width: none; padding: 0; }
  table.wide { min-width: 0; }
  .tools { display: none; }
  details::details-content { content-visibility: visible; display: block; }
  details, tr, pre { break-inside: avoid; }
  td.refused { color: #000; background: none; }
}
`;
