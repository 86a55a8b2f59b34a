/// A finite transition system: states, what can happen in each, and what must never be.
protocol Model: Sendable {
    associatedtype State: Sendable
    associatedtype Action: Sendable

    var name: String { get }
    /// What is searched, in one line.
    var purpose: String { get }

    func starts() -> [State]
    /// Everything that can happen next. An action that changes nothing may be among them.
    func actions(in state: State, into actions: inout [Action])
    func perform(_ action: Action, on state: inout State)
    func describe(_ state: State, into form: inout CanonicalForm)
    /// Why the state must never be; nil: it may.
    func violation(in state: State) -> String?

    /// One line for a person.
    func narrate(_ action: Action, from before: State, to after: State) -> String
    /// The situation in a state, for a person.
    func picture(_ state: State) -> String
}

/// How a state was reached.
final class Step<Action: Sendable>: Sendable {
    let action: Action
    let previous: Step?
    let start: Int

    init(_ action: Action, after previous: Step?, start: Int) {
        self.action = action
        self.previous = previous
        self.start = start
    }

    var path: [Action] {
        var path: [Action] = []
        var step: Step? = self
        while let one = step {
            path.append(one.action)
            step = one.previous
        }
        return path.reversed()
    }
}

/// A state that must never be, and the way to it.
struct Violation<Action: Sendable>: Sendable {
    var what: String
    var start: Int
    var path: [Action]
}

extension Model {
    /// The way to a violation, told line by line.
    func trace(_ violation: Violation<Action>) -> String {
        var state = starts()[violation.start]
        var lines = ["    start: \(picture(state))"]
        for (number, action) in violation.path.enumerated() {
            let before = state
            perform(action, on: &state)
            let label = String(number + 1)
            lines.append(
                "    \(String(repeating: " ", count: max(0, 3 - label.utf8.count)))\(label). \(narrate(action, from: before, to: state))")
            lines.append("         \(picture(state))")
        }
        lines.append("    => \(violation.what)")
        return lines.joined(separator: "\n")
    }
}
