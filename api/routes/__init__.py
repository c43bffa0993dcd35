"""The JSON API under ``/api/v1``, one module a subject; ``ROUTERS`` names them all."""

from api.routes import (
    audit,
    auth,
    cases,
    content,
    documents,
    findings,
    health,
    images,
    projects,
    reviewing,
    taxonomy,
    uploads,
    users,
)

ROUTERS = (
    health.router,
    auth.router,
    users.router,
    projects.router,
    uploads.router,
    documents.router,
    content.router,
    images.router,
    reviewing.router,
    cases.router,
    findings.router,
    taxonomy.router,
    audit.router,
)
