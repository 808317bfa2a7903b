"""Logs that can be read by anyone: no person's words, no arguments, no request bodies."""

import logging


class WithoutWords(logging.Filter):
    """Keeps where and what kind of failure; leaves out the message of an exception, which may quote a person."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            places = []
            while trace is not None:
                places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
                trace = trace.tb_next
            record.msg, record.args = f"{record.levelname} {kind.__name__} in {' > '.join(places[-6:])}", ()
            record.exc_info = record.exc_text = None
        elif record.name.startswith("django."):  # its own words, without the address or the header that it adds
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            words = str(record.msg).partition("%s")[0].rstrip(" :(") or record.levelname
            status = f" {record.status_code}" if hasattr(record, "status_code") else ""
            record.msg, record.args = f"{words}{status}" + (f" in {match.route}" if match else ""), ()
        return True
