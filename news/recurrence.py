def rule_error(rule: str) -> str:
    return ""
