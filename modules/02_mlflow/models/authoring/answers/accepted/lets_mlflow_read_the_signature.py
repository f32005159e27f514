# task: folder-is-read-not-loaded
# why: MLflow can read the file as well, without loading the model.
def about(text):
    from mlflow.models import ModelSignature

    found = yaml.safe_load(text)
    needs, settings = {}, {}
    if found.get("signature"):
        signature = ModelSignature.from_dict(found["signature"])
        for column in signature.inputs or []:
            if column.required:
                needs[column.name] = column.type.name
        for param in signature.params or []:
            settings[param.name] = param.default
    flavours = found["flavors"]
    python = flavours["python_function"]["python_version"] if "python_function" in flavours else None
    return {"flavours": sorted(flavours.keys()), "python": python, "needs": needs, "settings": settings}
