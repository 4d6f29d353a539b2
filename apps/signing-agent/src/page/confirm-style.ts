export const confirmStyle = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; padding: 16px; background: #fff; color: #1f2328; font: 15px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 560px; margin: 0 auto; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; }
h1 { margin: 0 0 8px; font-size: 20px; }
a { color: #0b57a4; }
dl { margin: 0 0 12px; border-top: 1px solid #d8dce1; }
dl div { display: grid; grid-template-columns: 132px 1fr; gap: 12px; padding: 6px 0; border-bottom: 1px solid #eceef1; }
dt { color: #57606a; }
dd { margin: 0; overflow-wrap: anywhere; }
.strong { font-weight: 600; }
.hash { font-family: ui-monospace, Consolas, monospace; font-size: 12.5px; }
label { display: block; margin-bottom: 4px; font-weight: 600; }
input[type=password] { width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid #6e7781; border-radius: 6px; font-size: 18px; letter-spacing: 0.1em; }
.note { margin: 4px 0 12px; color: #57606a; font-size: 13px; }
.buttons { display: flex; gap: 12px; margin-bottom: 20px; }
button { min-width: 96px; min-height: 44px; padding: 0 20px; border: 1px solid #6e7781; border-radius: 6px; background: #fff; color: inherit; font: inherit; cursor: pointer; }
.primary { border-color: #a61b1b; background: #a61b1b; color: #fff; font-weight: 600; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px; }
.error { padding: 10px 12px; border-left: 4px solid #b3261e; background: #fdf0ef; }
.done { padding: 10px 12px; border-left: 4px solid #1a7f37; background: #eef8f0; }
@media (max-width: 480px) { dl div { grid-template-columns: 1fr; gap: 0; } }
`;
