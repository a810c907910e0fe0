"""Messages of lint and of tests of packs, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# lint: packs
HOLDS_FOR_EMPTY_MANIFEST = Text(
    "holds for a manifest that states nothing", "对未作任何说明的清单也成立"
)
CLAUSE_WITHOUT_RULE = Text("no rule assesses it", "没有规则评估它")
CLAUSE_WITH_RULE = Text("but a rule assesses it", "却有规则评估它")
NO_EFFECT_HERE = Text("{name} has no effect here", "{name} 在此不起作用")
PACK_TEST_EXPECTS_FAIL = Text("a pack applies (pass) or not", "规则包只有适用（pass）或不适用")
SHARED_CONSTRAINT_TESTS = Text(
    "tests have to show where it holds and where it does not", "测试须表明其何时成立、何时不成立"
)
UNKNOWN_CONSTRAINT = Text("no constraint {}", "没有约束 {}")

# lint: released versions
CHANGED_SINCE_RELEASE = Text(
    "the content changed after version {0} was released; raise version in pack.yaml",
    "版本 {0} 发布后内容有改动；请提升 pack.yaml 中的 version",
)
RELEASES_MALFORMED = Text(
    "expected: versions, each with the SHA-256 of its content", "应为：各版本及其内容的 SHA-256"
)

# lint/constraint.py
NO_SUCH_FACT = Text("no fact {name} in the manifest schema", "清单模式中没有事实 {name}")
CLAIM_IN_CONDITION = Text(
    "{name} is a claim: require it, outside of conditions",
    "{name} 是一项主张：应列为必需，且不得在条件中读取",
)
EVIDENCE_BY_MIN_ITEMS = Text("require evidence by minItems only", "对证据只应使用 minItems")
IF_WITHOUT_THEN = Text("if needs then or else, and they need if", "if 应与 then 或 else 同用")
REQUIRES_NOTHING = Text("this part requires nothing", "此部分没有任何要求")
REQUIRES_EMPTY_OBJECT = Text(
    "requires {name} but none of its members: an empty object would pass",
    "要求 {name} 却不要求其内容：空对象会通过",
)

# lint/constraint.py: references
REFERENCE_WITH_NEIGHBOURS = Text(
    "$ref allows no other keyword beside it; use allOf", "$ref 应单独使用；请用 allOf"
)

# lint: rules
FILE_NAME_DIFFERS = Text("the file is named {stem}", "文件名为 {stem}")
ID_NOT_OF_CLAUSE = Text(
    "the id is not the clause's, with or without a suffix", "标识不是条款标识加后缀"
)
NO_SUCH_CLAUSE = Text("no clause {clause} in pack.yaml", "pack.yaml 中没有条款 {clause}")
APPLIES_TO_WITHOUT_CONDITION = Text(
    "appliesTo and a condition in appliesWhen go together",
    "appliesTo 与 appliesWhen 的条件应同时存在",
)
NOT_A_FACT = Text("{place} is not a fact", "{place} 不是事实")
NO_TEST_EXPECTS = Text("no test expects {outcome}", "没有预期 {outcome} 的测试")
REASON_WITHOUT_FAIL = Text(
    "reason goes with expect: fail, and only with it", "reason 只能且必须与 expect: fail 同用"
)

# lint/constraint.py: values
NOT_A_VALUE_OF = Text("{value} is not a value of {name}", "{value} 不是 {name} 的取值")
CONSTRAIN_MEMBERS = Text("constrain the members, not whole objects", "请约束成员而非整个对象")
KEYWORD_OF_OTHER_TYPE = Text(
    "{keyword} has no effect on {name}, which is of type {kind}",
    "{keyword} 对 {name} 不起作用，其类型为 {kind}",
)

# pack_tests.py
NO_SUCH_PLACE = Text(
    "a test names {place}, which its manifest does not have", "测试所指的 {place} 在清单中不存在"
)
