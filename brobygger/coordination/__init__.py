"""Coordination: one plan about someone who needs several departments: who leads it, who takes part, aims and tasks."""
