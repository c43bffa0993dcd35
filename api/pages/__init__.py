"""The pages people work in: HTML from templates, with small ES modules over the JSON API."""

from fastapi import APIRouter

from api.pages.account import router as account_router
from api.pages.static_files import router as static_router
from api.pages.views import router as views_router

ROUTERS: tuple[APIRouter, ...] = (static_router, account_router, views_router)
