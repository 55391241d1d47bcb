"""Proof 1: every expression can be read, its names are known, its kinds agree."""

from collections.abc import Iterable, Mapping

from scarpette_tui.catalogue.checks.findings import Proof
from scarpette_tui.catalogue.checks.kinds import ANY, ValueKind, names_of
from scarpette_tui.catalogue.checks.sites import Site, sites
from scarpette_tui.catalogue.checks.typist import Typist
from scarpette_tui.catalogue.expressions import Node, names, parse
from scarpette_tui.catalogue.model import Kind
from scarpette_tui.catalogue.reader import RESERVED
from scarpette_tui.errors import CatalogueError

Read = list[tuple[Site, Node]]


def read_all(proof: Proof) -> Read:
    """Parse every expression; those that cannot be read are errors and are left out."""
    read: Read = []
    for site in sites(proof.catalogue):
        try:
            read.append((site, parse(site.text, proof.at(site.kind, site.ident, *site.path))))
        except CatalogueError as error:
            proof.report.errors.append(error.happened)
    return read


def prove_meaning(proof: Proof, read: Read) -> None:
    """Report unknown names, kinds that do not agree, circles, names of the language."""
    _refuse_reserved(proof)
    definitions = {site.ident: node for site, node in read if site.kind == "definitions"}
    broken = {one.id for one in proof.catalogue.definitions} - definitions.keys()
    kinds: dict[str, ValueKind | None] = dict.fromkeys(broken, ANY)

    def kind_of(name: str) -> ValueKind | None:
        if name in definitions and name not in kinds:
            kinds[name] = ANY
            known = names_of(proof.catalogue, kind_of)
            kinds[name] = Typist(known).kind(definitions[name])
        return kinds.get(name)

    for site, node in read:
        known = names_of(proof.catalogue, kind_of, site.siblings, schedule=site.schedule)
        typist = Typist(known)
        found = typist.kind(node)
        if site.wanted != "any" and found.name not in {site.wanted, "any"}:
            typist.faults.append(f"serve {ValueKind(site.wanted).said}, non {found.said}")
        for fault in dict.fromkeys(typist.faults):
            proof.error(f"espressione «{site.text}»: {fault}", site.kind, site.ident, *site.path)
    _refuse_circles(proof, read)


def _refuse_reserved(proof: Proof) -> None:
    catalogue = proof.catalogue
    for kind, things in (
        ("questions", catalogue.questions),
        ("definitions", catalogue.definitions),
    ):
        for thing in things:
            if thing.id in RESERVED:
                proof.error(f"«{thing.id}» è un nome della lingua", kind, thing.id, "id")
    for question in catalogue.questions:
        if (question.kind == Kind.PEOPLE) != bool(question.fields):
            proof.error("solo le persone hanno campi, e ne hanno", "questions", question.id)


def _refuse_circles(proof: Proof, read: Read) -> None:
    """Report definitions, and questions' `when`, that wait for themselves."""
    needs = {
        site.ident: names(node)
        for site, node in read
        if site.kind == "definitions" or (site.path == ("when",) and site.kind == "questions")
    }
    places = {site.ident: site for site, _ in read if site.ident in needs}
    for circle in circles({name: needs[name] & needs.keys() for name in needs}):
        site = places[circle[0]]
        said = " → ".join((*circle, circle[0]))
        proof.error(f"giro senza uscita: {said}", site.kind, site.ident, *site.path)


def circles(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return one circle for each knot of a graph (node -> what it needs); none is best."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()

    def visit(node: str, trail: tuple[str, ...]) -> None:
        if node in trail:
            found.append(trail[trail.index(node) :])
            return
        if node in done:
            return
        for after in sorted(graph.get(node, ())):
            visit(after, (*trail, node))
        done.add(node)

    for node in sorted(graph):
        visit(node, ())
    return found
