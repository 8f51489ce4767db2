"""The verbs: the only place where stages meet store, engines and files (read, compute, write).

Every verb takes the :class:`~i18nflow.workflow.workspace.Workspace` and, where it changes anything, the ``actor``.
Network comes before the transaction, never inside it.
"""
