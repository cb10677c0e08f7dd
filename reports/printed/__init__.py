"""What is printed: the verdict on one page of A4 as PDF, and the profile as a picture (SVG, PNG).

Made by a typesetter that needs neither a browser nor anything of the system; the same everywhere.
"""

from reports.printed.chart import profile_png, profile_svg
from reports.printed.page import verdict_pdf, write_verdict_pdf

__all__ = ["profile_png", "profile_svg", "verdict_pdf", "write_verdict_pdf"]
