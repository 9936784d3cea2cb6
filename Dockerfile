# One image for every part: the web server, the workers, beat and the one-shot migration differ by command only.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt
COPY manage.py ./
COPY cosell cosell
COPY offers offers
COPY eligibility eligibility
COPY reviews reviews
COPY templates templates
COPY static static
COPY locale locale
# Static files and translations are part of the image; the secret that this needed is not.
RUN SECRET_KEY=of-the-build-only /venv/bin/python manage.py messages_compile \
    && SECRET_KEY=of-the-build-only /venv/bin/python manage.py collectstatic --noinput

FROM python:3.12-slim
# LibreOffice draws the pages of Office files; the fonts stand in for those of Microsoft, of the same widths.
RUN apt-get update && apt-get install -y --no-install-recommends \
    libreoffice-impress libreoffice-writer libreoffice-calc \
    fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app cosell
COPY --from=build /venv /venv
COPY --from=build --chown=cosell /app /app
WORKDIR /app
USER cosell
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TMPDIR=/app/var/tmp
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-I", "cosell/supervisor/healthy.py"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", \
     "--timeout", "120", "--graceful-timeout", "30", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--access-logfile", "-", "cosell.wsgi:application"]
