from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "brobygger.surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A file of answers has its way in beside the other files."""
        from brobygger.intake.import_run import REGISTERS
        from brobygger.intake.preview import REGISTERS_SHOWN
        from brobygger.intake.states import FileKind
        from brobygger.surveys.answer_rows import REGISTER, known, shown

        REGISTERS[FileKind.SURVEY] = REGISTER
        REGISTERS_SHOWN[FileKind.SURVEY] = (shown, known)
