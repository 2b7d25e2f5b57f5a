"""Which paper does a mirror of arXiv hold in the tests, and in which forms?"""

ID, V2 = "2401.01234", "2401.01234v2"
HTML = b"<!DOCTYPE html><html><body><article class='ltx_document'>The mean is 5.</article></html>"
TEX = b"\\documentclass{article}\\begin{document}The mean is 5.\\end{document}"
PDF = b"%PDF-1.5\n5"
INDEX = f"/api/query?id_list={ID}"
INDEX_V2 = f"/api/query?id_list={V2}"
