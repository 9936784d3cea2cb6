"""Addresses of the documents tab, of uploads and of files."""

from django.urls import path

from offers.views import documents, files, uploads

_CO_SELL = "offers/<uuid:offer_id>/co-sell/documents/"

urlpatterns = [
    path(_CO_SELL, documents.documents, name="documents"),
    path(f"{_CO_SELL}cards/", documents.cards, name="document_cards"),
    path(f"{_CO_SELL}upload/", documents.upload, name="document_upload"),
    path(f"{_CO_SELL}<uuid:document_id>/card/", documents.card, name="document_card"),
    path(f"{_CO_SELL}<uuid:document_id>/remove/", documents.remove, name="document_remove"),
    path(f"{_CO_SELL}uploads/", uploads.begin, name="upload_begin"),
    path("uploads/<uuid:version_id>/", uploads.progress, name="upload_progress"),
    path("uploads/<uuid:version_id>/blocks/<int:index>/", uploads.block, name="upload_block"),
    path("uploads/<uuid:version_id>/commit/", uploads.commit, name="upload_commit"),
    path("uploads/<uuid:version_id>/discard/", uploads.discard, name="upload_discard"),
    path("documents/starters/<slug:kind>/", documents.starter, name="document_starter"),
    path("documents/<uuid:version_id>/restore/", documents.restore, name="version_restore"),
    path("documents/<uuid:version_id>/check-again/", documents.check_again, name="version_check_again"),
    path("documents/<uuid:version_id>/checklist/", documents.checklist, name="diagram_checklist"),
    path("documents/<uuid:version_id>/download/", files.download, name="version_download"),
    path("documents/<uuid:version_id>/thumbnail/", files.thumbnail, name="version_thumbnail"),
    path("documents/<uuid:version_id>/pages/<int:number>/", files.page, name="version_page"),
]
