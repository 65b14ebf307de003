import { cssVariables } from '../../palette.ts';

/** The style sheet of the page: light and dark as the reader's system has it, a phone's width, and paper. */
export const STYLE_SHEET = `
:root{color-scheme:light dark;${cssVariables('light')};--page:#f5f6f8;--line:#dde1e7;--warning:#8a4b00;--warning-bg:#fff4e0;--bar:#8db4e6;--link:#1d5db0}
@media screen and (prefers-color-scheme:dark){:root{${cssVariables('dark')};--page:#101318;--line:#2f3641;--warning:#f5c26b;--warning-bg:#33270f;--bar:#3c6ca8;--link:#8dbcf5}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--reserved);outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--surface);padding:8px;z-index:3}
.layout{display:grid;grid-template-columns:190px minmax(0,1fr);gap:32px;max-width:1240px;margin:0 auto;padding:0 24px}
header{grid-column:1/-1;padding:28px 0 4px}
header p{margin:4px 0 0;color:var(--muted);max-width:80ch}
h1{font-size:26px;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:19px;margin:0 0 14px;line-height:1.3}
h3{font-size:15px;margin:26px 0 10px;overflow-wrap:anywhere}
h3:first-of-type{margin-top:0}
nav{position:sticky;top:0;align-self:start;padding:20px 0;max-height:100vh;overflow:auto;font-size:14px}
nav ol{list-style:none;margin:0;padding:0}
nav a{display:block;padding:4px 0;text-decoration:none;color:var(--muted)}
nav a:hover{color:var(--ink);text-decoration:underline}
section{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:22px 24px;margin:0 0 20px;scroll-margin-top:12px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(158px,1fr));gap:12px;margin:0 0 18px}
.figure{border:1px solid var(--line);border-radius:8px;padding:12px 14px;min-width:0;margin:0}
.figure dt{color:var(--muted);font-size:13px}
.figure dd{margin:0;font-size:23px;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.figure dd.detail{font-size:12.5px;font-weight:400;color:var(--muted);margin-top:4px;line-height:1.4}
.figure.warning{border-left:4px solid var(--used)}
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px 28px;margin:0 0 18px}
.charts>figure{margin:0;min-width:0}
.charts>.full{grid-column:1/-1}
figcaption{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline;margin-bottom:8px}
figcaption strong{font-size:14px;overflow-wrap:anywhere}
figcaption .unit{color:var(--muted);font-size:12.5px}
figcaption button{margin-left:auto;font:inherit;font-size:12px;color:var(--muted);background:none;border:1px solid var(--line);border-radius:5px;padding:0 7px;cursor:pointer}
figcaption button:hover{color:var(--ink)}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;margin:0;padding:0;flex-basis:100%;font-size:12.5px;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:6px;min-width:0;overflow-wrap:anywhere}
.legend i{flex:none;width:12px;height:12px;border-radius:2px;background:var(--key)}
.legend i.line,.legend i.dashed{width:18px;height:0;border-radius:0;background:none;border-top:3px solid var(--key)}
.legend i.diamond{clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.legend i.cross{clip-path:polygon(35% 0,65% 0,65% 35%,100% 35%,100% 65%,65% 65%,65% 100%,35% 100%,35% 65%,0 65%,0 35%,35% 35%)}
.legend i.triangle-up{clip-path:polygon(50% 8%,100% 92%,0 92%)}
.legend i.triangle-down{clip-path:polygon(0 8%,100% 8%,50% 92%)}
.legend i.dashed{border-top:2px dashed var(--key)}
.plot{width:100%;min-height:60px;display:block}
.plot svg{display:block;max-width:100%}
.plot .mark-rect path{shape-rendering:crispEdges}
.scroll{position:relative;overflow-x:auto;margin:0 0 18px}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
.caption{font-weight:600;margin:0 0 6px;font-size:14px;overflow-wrap:anywhere}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:6px 9px;text-align:left;border-bottom:1px solid var(--line);vertical-align:baseline;white-space:nowrap}
th:first-child,td:first-child{padding-left:6px}
td.wide{white-space:normal;min-width:26ch;overflow-wrap:anywhere}
thead th{color:var(--muted);font-weight:500;font-size:12.5px;white-space:normal;vertical-align:bottom}
tbody th{font-weight:500}
tbody th,tfoot th{position:sticky;left:0;background:var(--surface);white-space:normal;min-width:11ch;max-width:46ch;overflow-wrap:break-word}
.right{text-align:right}
td.bar{background:linear-gradient(var(--bar),var(--bar)) left bottom/calc(var(--share)*100%) 4px no-repeat}
tfoot td,tfoot th{font-weight:650;border-bottom:0;border-top:2px solid var(--line)}
.filtered .scroll{max-height:520px;overflow:auto;border:1px solid var(--line);border-radius:8px}
.filtered thead th{position:sticky;top:0;background:var(--surface);z-index:2;box-shadow:0 1px var(--line)}
.filtered tbody th{font-weight:400;white-space:nowrap}
.filters{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 10px;align-items:center}
.filters select,.filters input{font:inherit;font-size:13px;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:4px 8px;max-width:100%}
.filters input{flex:1 1 160px;min-width:120px}
.filters output{color:var(--muted);font-size:13px;font-variant-numeric:tabular-nums}
details{margin:0 0 18px}
details[open] summary{margin-bottom:8px}
summary{cursor:pointer;font-weight:600;font-size:14px}
.note{margin:0 0 18px;padding:10px 14px;border-left:3px solid var(--line);color:var(--muted);font-size:14px;overflow-wrap:anywhere}
.note.warning{border-color:var(--used);background:var(--warning-bg);color:var(--warning)}
.note p{margin:0 0 4px}
.note p:last-child{margin:0}
section>:last-child{margin-bottom:0}
footer{grid-column:2;color:var(--muted);font-size:13px;padding:0 0 32px}
body #vg-tooltip-element{font:13px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;background:var(--surface);color:var(--ink);border:1px solid var(--line);border-radius:6px;box-shadow:0 3px 12px rgb(0 0 0/.22);max-width:min(340px,90vw);padding:8px 10px}
body #vg-tooltip-element table tr td{border:0;padding:1px 4px;white-space:normal;overflow-wrap:anywhere}
body #vg-tooltip-element table{font-size:12.5px;width:auto}
body #vg-tooltip-element table tr td.key{color:var(--muted);max-width:190px;text-align:left}
body #vg-tooltip-element table tr td.value{max-width:200px;font-weight:600}
@media (max-width:900px){
.layout{grid-template-columns:minmax(0,1fr);gap:0;padding:0 14px}
nav{position:static;padding:12px 0;overflow-x:auto}
nav ol{display:flex;gap:16px}
nav a{white-space:nowrap}
.charts{grid-template-columns:minmax(0,1fr)}
section{padding:16px 14px}
footer{grid-column:1}
tbody th,tfoot th{max-width:36vw}
td.wide{min-width:20ch}
.filtered tbody th{max-width:none;position:static}
.figures{grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:8px}
.figure{padding:10px}
.figure dd{font-size:19px}
}
@media print{
:root{color-scheme:light}
body{background:var(--surface);font-size:11pt}
nav,figcaption button,.filters{display:none}
.filtered .scroll{max-height:none;border:0}
.filtered thead th{position:static}
.layout{display:block;padding:0;max-width:none}
section{border:0;padding:0;margin:0 0 18pt}
.plot svg{height:auto}
.scroll{overflow:visible}
th,td{white-space:normal;padding:3pt 5pt}
figure,.figure,tr{break-inside:avoid}
h2,h3,.caption{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
