// Tables and formulas wider than the page scroll; a keyboard must be able to reach them.
document$.subscribe(() => {
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrapped, place) => {
    wrapped.tabIndex = 0
    wrapped.setAttribute("role", "region")
    wrapped.setAttribute("aria-label", `Table ${place + 1}`)
  })
  document.querySelectorAll("math[display=block]").forEach(formula => { formula.tabIndex = 0 })
  document.querySelectorAll(".md-code__nav").forEach((nav, place) => nav.setAttribute("aria-label", `Code ${place + 1}`))
})
