"""A run described for archives: RO-Crate 1.1 metadata, from the manifest and nothing else.

The crate is the run's own folder. What went in stays with the trust, because it is about people:
exports, rules and notebooks are named with their SHA-256 and are no part of the crate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

NAME = "ro-crate-metadata.json"
# The hashes are no term of RO-Crate 1.1's own context.
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
_PROFILE = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
}
Entity = dict[str, Any]


def crate(manifest: Mapping[str, Any], titles: Mapping[str, str]) -> bytes:
    """`ro-crate-metadata.json` of a run; `titles` are what its reports are called, by id."""
    outputs = list(_outputs(manifest, titles))
    inputs = list(_inputs(manifest))
    graph = [
        _descriptor(),
        _root(manifest, outputs),
        _record(),
        _action(manifest, inputs, outputs),
        _software(manifest),
        {"@id": "#trust", "@type": "Organization", "name": manifest["trust"]},
        {
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "The trust’s own",
            "description": "Whoever else may use it is for the trust to say.",
        },
        *outputs,
        *inputs,
    ]
    content = {"@context": _CONTEXT, "@graph": graph}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _descriptor() -> Entity:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }


def _root(manifest: Mapping[str, Any], outputs: Iterable[Entity]) -> Entity:
    synthetic = " Synthetic data, made for demonstration." if manifest["synthetic"] else ""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{manifest['trust']}: evidence reports, {manifest['drop']}",
        "description": (
            f"Reports on {manifest['plan']} with their evidence. Figures as at "
            f"{manifest['as_of']}.{synthetic}"
        ),
        # The day to which the figures are: a run carries no other date, so that it can be repeated.
        "datePublished": manifest["as_of"],
        "license": {"@id": "#licence"},
        "author": {"@id": "#trust"},
        "publisher": {"@id": "#trust"},
        "hasPart": [*({"@id": output["@id"]} for output in outputs), {"@id": "manifest.json"}],
        "mentions": {"@id": "#run"},
    }


def _record() -> Entity:
    return {
        "@id": "manifest.json",
        "@type": "File",
        "name": "Manifest: every input, parameter, version and output with its SHA-256",
        "encodingFormat": _TYPES["json"],
    }


def _outputs(manifest: Mapping[str, Any], titles: Mapping[str, str]) -> Iterable[Entity]:
    for key, title in (("index", "The page that leads to every report"), ("figures", "Judgements")):
        if key in manifest:
            yield _file(manifest[key], title)
    for report in manifest["reports"]:
        for output in report["outputs"]:
            yield _file(output, titles.get(report["id"], report["id"]))


def _file(output: Mapping[str, Any], name: str) -> Entity:
    ending = output["path"].rsplit(".", 1)[-1]
    entity: Entity = {"@id": output["path"], "@type": "File", "name": name}
    if ending in _TYPES:
        entity["encodingFormat"] = _TYPES[ending]
    if "size" in output:
        entity["contentSize"] = str(output["size"])
    return {**entity, "sha256": output["sha256"]}


def _inputs(manifest: Mapping[str, Any]) -> Iterable[Entity]:
    """What the run was made from, by its hash: it is not in the crate."""
    made = manifest["made_from"]
    exports = {
        file["sha256"]: f"{drop['drop']}/{file['name']}"
        for drop in made["inputs"]
        for file in drop["files"]
    }
    declared = {sha256: name for name, sha256 in {**made["params"], **made["notebooks"]}.items()}
    for sha256, name in sorted({**declared, **exports}.items(), key=lambda item: item[1]):
        yield {
            "@id": f"urn:hash::sha256:{sha256}",
            "@type": "CreativeWork",
            "name": name,
            "identifier": sha256,
        }


def _action(
    manifest: Mapping[str, Any], inputs: Iterable[Entity], outputs: Iterable[Entity]
) -> Entity:
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run of {manifest['drop']}",
        "instrument": {"@id": "#goldenthread"},
        "agent": {"@id": "#trust"},
        "object": [{"@id": entity["@id"]} for entity in inputs],
        "result": [{"@id": entity["@id"]} for entity in outputs],
    }


def _software(manifest: Mapping[str, Any]) -> Entity:
    made = manifest["made_from"]
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    return {
        "@id": "#goldenthread",
        "@type": "SoftwareApplication",
        "name": "Golden Thread",
        "softwareVersion": made["library"]["version"],
        "softwareRequirements": versions,
    }
