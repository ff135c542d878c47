"""Reports on a judged drop, as notebooks use them."""

from goldenthread.report.facade import Report
from goldenthread.report.opened import open_report, report_on

__all__ = ["Report", "open_report", "report_on"]
