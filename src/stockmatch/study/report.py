"""stub"""
from dataclasses import dataclass, field
@dataclass
class Conditions:
    request: object
    device: str
    repeats: object
    reused: int
    damaged: tuple
    seconds: float
@dataclass
class Written:
    files: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
def write_report(material, findings, conditions, report):
    for key, curve in findings.curves.items():
        from stockmatch.study.run import errors
        e=errors(curve); print(key, [round(100*x,1) for x in e], "pseudo", [round(100*x) for x in curve.pseudo])
    for key,j in findings.judged.items(): print(key, j.batch_norm, {m: round(100*sum(r>5 for r in v)/len(v),1) for m,v in j.ranks.items()})
    for key,j in findings.descriptors.items(): print(key, j.why_not, j.points, j.ranks and round(100*sum(r>5 for r in j.ranks)/len(j.ranks),1), j.ranks and round(100*sum(r>1 for r in j.ranks)/len(j.ranks),1))
    for key,j in findings.triplets.items(): print(key, j.folds, sum(r>5 for r in j.before), sum(r>5 for r in j.after),sum(r>1 for r in j.before), sum(r>1 for r in j.after))
    print(findings.repeats, findings.unavailable)
    return Written()
