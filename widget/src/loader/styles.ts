/** The few rules of the shop-page part; constructed style sheets pass a strict CSP. */
const RULES = `
:host{all:initial;--s:#fff;--t:#211e19;--t2:#575044;--sh:0 2px 6px #3c2d140f,0 12px 32px #3c2d1424}
*{box-sizing:border-box}
div,button{font:15px/22px -apple-system,"Segoe UI",Roboto,system-ui,"Noto Sans",sans-serif}
button{margin:0;border:0;padding:0;color:inherit;background:none;cursor:pointer;text-align:start}
button:focus-visible{outline:2px solid var(--s);box-shadow:0 0 0 4px var(--f)}
svg{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.l,.g,.p{position:fixed;z-index:2147483000;inset-inline:auto;color:var(--t)}
.r>*{right:20px}.e>*{left:20px}
.l{bottom:calc(20px + env(safe-area-inset-bottom));width:60px;height:60px;border-radius:50%;display:grid;place-content:center;background:var(--b);color:var(--o);box-shadow:var(--sh)}
.l svg{width:28px;height:28px}
.n{position:absolute;top:-3px;right:-3px;min-width:20px;padding:0 6px;border-radius:10px;background:#b8281c;color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px var(--s)}
.g{bottom:calc(92px + env(safe-area-inset-bottom));display:flex;width:304px;max-width:calc(100vw - 40px);border-radius:16px;background:var(--s);box-shadow:var(--sh)}
.g .a{flex:1;padding:13px 0 14px 16px;border-radius:16px}
.g b{display:block;font-weight:600}
.g span{display:block;margin-top:2px;font-size:14px;line-height:20px;color:var(--t2)}
.x{flex:none;width:44px;height:44px;display:grid;place-content:center;border-radius:16px;color:var(--t2)}
.x svg{width:18px;height:18px}
.p{bottom:calc(92px + env(safe-area-inset-bottom));width:384px;height:min(640px,calc(100dvh - 112px));border-radius:16px;overflow:hidden;background:var(--s);box-shadow:var(--sh);opacity:0;visibility:hidden;transform:translateY(8px);transition:opacity .15s,transform .15s,visibility 0s .15s}
.p.w{width:min(920px,calc(100vw - 40px));height:min(720px,calc(100dvh - 112px))}
.p.on{opacity:1;visibility:visible;transform:none;transition:opacity .15s,transform .15s}
.h{display:flex;align-items:center;justify-content:space-between;height:64px;padding-inline:16px 8px;background:var(--b);color:var(--o);font-weight:600}
.h .x{color:inherit}
.m{padding:24px 16px}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;color-scheme:normal}
[hidden]{display:none!important}
@media(max-width:480px){.p,.p.w{inset:0!important;width:100%;height:100dvh;border-radius:0}.p.on~.l{display:none}.h{height:calc(64px + env(safe-area-inset-top));padding-top:env(safe-area-inset-top)}}
@media(prefers-reduced-motion:reduce){.p,.p.on{transition:none}}
@media print{:host{display:none}}
`;
const DARK = `:host{--s:#1c1a16;--t:#f2eee6;--t2:#bdb5a6;--sh:0 12px 32px #0000008c,0 0 0 1px #fff5e112}`;

export function styleSheets(dark: "auto" | "light" | "dark" = "auto"): CSSStyleSheet[] {
  const rules = new CSSStyleSheet();
  rules.replaceSync(RULES);
  const night = new CSSStyleSheet(dark === "auto" ? { media: "(prefers-color-scheme:dark)" } : {});
  night.replaceSync(DARK);
  return dark === "light" ? [rules] : [rules, night];
}
