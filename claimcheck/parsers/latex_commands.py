"""What does a command of LaTeX's text mode do with its arguments?"""

from __future__ import annotations

HIDDEN = {
    "label": 1, "vspace": 1, "vskip": 0, "phantom": 1, "hphantom": 1, "vphantom": 1,
    "color": 1, "cellcolor": 1, "rowcolor": 1, "columncolor": 1, "rowcolors": 3, "pagecolor": 1,
    "arrayrulecolor": 1, "definecolor": 3, "rule": 2, "includegraphics": 1, "setlength": 2,
    "addtolength": 2, "setcounter": 2, "addtocounter": 2, "stepcounter": 1, "refstepcounter": 1,
    "fontsize": 2, "selectfont": 0, "index": 1, "thispagestyle": 1, "pagestyle": 1,
    "hypersetup": 1, "captionsetup": 1, "sisetup": 1, "lstset": 1, "bibliographystyle": 1,
    "bibliography": 1, "addbibresource": 1, "printbibliography": 0, "nocite": 1, "todo": 1,
    "addcontentsline": 3, "pdfbookmark": 2, "phantomsection": 0, "linespread": 1, "usepackage": 1,
    "enlargethispage": 1, "needspace": 1, "hypertarget": 1, "footnotemark": 0, "specialrule": 3,
    "caption": 1, "captionof": 2, "subcaption": 1, "cline": 1, "hhline": 1, "Xhline": 1,
    "Xcline": 2, "cdashline": 1, "noalign": 1,
    "tikz": 1, "tag": 1, "usetikzlibrary": 1, "newtheorem": 2, "theoremstyle": 1, "vadjust": 1,
    "newcolumntype": 2, "multicolumn": 2, "resizebox": 2, "scalebox": 1, "rotatebox": 1,
    "raisebox": 1, "textcolor": 1, "colorbox": 1, "fcolorbox": 2, "adjustbox": 1, "parbox": 1,
    "pbox": 1, "makebox": 0, "framebox": 0, "href": 1, "hyperref": 0, "hyperlink": 1,
    "foreignlanguage": 1,
    "texorpdfstring": 0, "fontfamily": 1, "fontseries": 1, "fontshape": 1, "subimport": 2,
    "markboth": 2, "markright": 1, "graphicspath": 1, "DeclareGraphicsExtensions": 1, "input": 1,
    "include": 1, "pgfplotsset": 1, "alph": 1,
    "setlist": 1, "crefname": 3, "Crefname": 3, "newpage": 0, "clearpage": 0,
    "renewcommand": 2, "newcommand": 2, "floatname": 2, "settowidth": 2, "setstretch": 1,
    "includepdf": 1, "vcenter": 0, "kern": 0,
    "rowfont": 1, "SetCell": 1,
    "bookmarksetup": 1, "urlstyle": 1, "DeclareUnicodeCharacter": 2,
}  # fmt: skip
"""Commands whose first so many arguments are not shown; what follows them is."""

CITATIONS = frozenset({
    "cite", "citep", "parencite", "autocite", "cites", "citealp", "citenum", "supercite",
    "fullcite", "smartcite", "footcite", "Citep", "Parencite", "Autocite", "onlinecite",
})  # fmt: skip
"""Citations that print in brackets."""

NAMED_CITATIONS = frozenset({
    "citet", "textcite", "citealt", "citeauthor", "Citet", "Textcite", "Citealt", "Citeauthor",
    "citeyear", "citeyearpar", "newcite", "shortcite", "citeN",
})  # fmt: skip
"""Citations that are part of the sentence."""

REFERENCES = frozenset({"ref", "eqref", "pageref", "nameref", "labelcref", "subref", "vref"})
NAMED_REFERENCES = frozenset({
    "cref", "Cref", "autoref", "Autoref", "cref*", "crefrange", "vpageref", "zcref",
})  # fmt: skip
"""References that print the kind as well: `Table 1`."""

ADDRESSES = frozenset({"url", "path", "nolinkurl", "doi"})
FOOTNOTES = frozenset({"footnote", "footnotetext", "tablefootnote", "thanks", "marginpar"})
BOLD = frozenset({"textbf", "mathbf", "boldsymbol", "bm", "pmb", "B"})
BOLD_FROM_HERE = frozenset({"bfseries", "bf", "boldmath"})
MEDIUM_FROM_HERE = frozenset({"mdseries", "normalfont", "unboldmath"})
RAISED = frozenset({"textsuperscript", "tnote", "up", "sups"})

DRAWINGS = frozenset({
    "tikzpicture", "picture", "pgfpicture", "forest", "axis", "algorithm", "algorithm*",
    "algorithmic", "algorithm2e", "CCSXML", "thebibliography", "comment", "circuitikz",
    "lstlisting", "verbatim", "minted", "filecontents", "IEEEbiography", "keywords",
})  # fmt: skip
"""Environments without prose."""

DISPLAYS = frozenset({
    "equation", "equation*", "align", "align*", "gather", "gather*", "multline", "multline*",
    "eqnarray", "eqnarray*", "displaymath", "math", "alignat", "alignat*", "flalign", "flalign*",
})  # fmt: skip
"""Environments that hold one formula."""

TABULARS = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "array": 1,
    "tabu": 1, "longtabu": 1, "supertabular": 1, "xltabular": 2, "tblr": 1, "NiceTabular": 1,
    "NiceTabular*": 2, "NiceTabularX": 2, "tabularray": 1, "talltblr": 1, "longtblr": 1,
}  # fmt: skip
"""Environments of rows and cells, with the number of their arguments."""

FLOATS = {
    "table": "table", "table*": "table", "wraptable": "table", "sidewaystable": "table",
    "sidewaystable*": "table", "margintable": "table", "SCtable": "table", "subtable": "table",
    "figure": "figure", "figure*": "figure", "wrapfigure": "figure", "SCfigure": "figure",
    "sidewaysfigure": "figure", "sidewaysfigure*": "figure", "marginfigure": "figure",
    "subfigure": "figure", "longtable": "table", "xltabular": "table", "longtabu": "table",
    "floatrow": "figure", "teaserfigure": "figure",
}  # fmt: skip
"""Environments that carry a caption, and what is counted there."""

LISTS = frozenset({
    "itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "itemize*",
    "enumerate*", "asparaenum", "asparaitem", "tightitemize", "trivlist", "list",
})  # fmt: skip

ARGUMENTS = {
    "minipage": 1, "subfigure": 1, "subtable": 1, "subfigure*": 1, "wrapfigure": 2, "wraptable": 2,
    "adjustbox": 1, "multicols": 1, "spacing": 1, "turn": 1, "rotate": 1, "varwidth": 1,
    "subcaptionblock": 1, "adjustwidth": 2, "list": 2,
}  # fmt: skip
"""Arguments of environments that are no text."""
