import Synchronization

/// What a search found.
struct Findings<Action: Sendable>: Sendable {
    var states = 0
    var transitions = 0
    /// Marks looked at: for the estimate of the collisions.
    var probes = 0
    var depth = 0
    /// Every reachable state was looked at.
    var isExhausted = true
    var violation: Violation<Action>?

    /// The chance that any state at all was taken for another one and left out.
    var collisionChance: Double { Double(probes) * 0x1p-64 }

    mutating func add(_ other: Findings) {
        states += other.states
        transitions += other.transitions
        probes += other.probes
        depth = max(depth, other.depth)
        isExhausted = isExhausted && other.isExhausted
        violation = violation ?? other.violation
    }
}

struct Node<M: Model>: Sendable {
    var state: M.State
    var step: Step<M.Action>?
    var start: Int
    var depth: Int
}

/// Work that is waiting for a worker.
private final class Pool<M: Model>: Sendable {
    private struct Waiting {
        var nodes: [Node<M>] = []
        var idle = 0
    }

    private let waiting: Mutex<Waiting>
    private let workers: Int
    /// Somebody has nothing to do.
    let isHungry = Atomic<Bool>(false)
    let isStopped = Atomic<Bool>(false)

    init(_ nodes: [Node<M>], workers: Int) {
        waiting = Mutex(Waiting(nodes: nodes))
        self.workers = workers
    }

    /// Nil when all is done.
    func take() async -> [Node<M>]? {
        var isIdle = false
        while true {
            let (nodes, isOver) = waiting.withLock { waiting -> ([Node<M>], Bool) in
                if waiting.nodes.isEmpty {
                    if !isIdle { waiting.idle += 1 }
                    isIdle = true
                    isHungry.store(true, ordering: .relaxed)
                    return ([], waiting.idle == workers)
                }
                if isIdle { waiting.idle -= 1 }
                let share = Array(waiting.nodes.suffix((waiting.nodes.count + 1) / 2))
                waiting.nodes.removeLast(share.count)
                isHungry.store(waiting.nodes.isEmpty && waiting.idle > 0, ordering: .relaxed)
                return (share, false)
            }
            if !nodes.isEmpty { return nodes }
            if isOver || isStopped.load(ordering: .relaxed) { return nil }
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    func give(_ nodes: [Node<M>]) {
        waiting.withLock { $0.nodes += nodes }
        isHungry.store(false, ordering: .relaxed)
    }
}

/// Looks at every reachable state of a model.
struct Search<M: Model>: Sendable {
    let model: M
    let table: StateTable
    var workers = 2

    /// Depth first, by several workers: little memory beside the table. Stops at the first violation.
    func exhaust() async -> Findings<M.Action> {
        var findings = Findings<M.Action>()
        let nodes = begin(&findings)
        guard findings.violation == nil else { return findings }
        let pool = Pool<M>(nodes, workers: workers)
        await withTaskGroup(of: Findings<M.Action>.self) { group in
            for _ in 0..<workers { group.addTask { await work(pool) } }
            for await part in group { findings.add(part) }
        }
        return findings
    }

    private func begin(_ findings: inout Findings<M.Action>) -> [Node<M>] {
        var nodes: [Node<M>] = []
        for (start, state) in model.starts().enumerated() {
            if let what = model.violation(in: state) { findings.violation = Violation(what: what, start: start, path: []) }
            guard isNew(state, &findings) else { continue }
            nodes.append(Node(state: state, step: nil, start: start, depth: 0))
        }
        return nodes
    }

    private func isNew(_ state: M.State, _ findings: inout Findings<M.Action>) -> Bool {
        var form = CanonicalForm()
        model.describe(state, into: &form)
        switch table.insert(form.fingerprint, probes: &findings.probes) {
        case .new:
            findings.states += 1
            return true
        case .known: return false
        case .full:
            findings.isExhausted = false
            return false
        }
    }

    private func work(_ pool: Pool<M>) async -> Findings<M.Action> {
        var findings = Findings<M.Action>()
        var actions: [M.Action] = []
        while var stack = await pool.take() {
            while let node = stack.popLast() {
                expand(node, &actions, &findings) { stack.append($0) }
                if pool.isStopped.load(ordering: .relaxed) { break }
                if findings.violation != nil || !findings.isExhausted {
                    pool.isStopped.store(true, ordering: .relaxed)
                    break
                }
                if stack.count > 8, pool.isHungry.load(ordering: .relaxed) {
                    // The lower half has the larger subtrees.
                    let share = stack.count / 2
                    pool.give(Array(stack[..<share]))
                    stack.removeFirst(share)
                }
            }
        }
        return findings
    }

    @inline(__always)
    private func expand(
        _ node: Node<M>, _ actions: inout [M.Action], _ findings: inout Findings<M.Action>, _ add: (Node<M>) -> Void
    ) {
        actions.removeAll(keepingCapacity: true)
        model.actions(in: node.state, into: &actions)
        findings.depth = max(findings.depth, node.depth)
        for action in actions {
            var state = node.state
            model.perform(action, on: &state)
            findings.transitions += 1
            guard isNew(state, &findings) else { continue }
            let step = Step(action, after: node.step, start: node.start)
            if let what = model.violation(in: state) {
                findings.violation = Violation(what: what, start: node.start, path: step.path)
                return
            }
            add(Node(state: state, step: step, start: node.start, depth: node.depth + 1))
        }
    }

    /// Breadth first, by one worker: the way to a violation that it finds is a shortest one. Keeps every state of two depths in memory.
    func shortest(atMost statesMax: Int) -> Findings<M.Action> {
        var findings = Findings<M.Action>()
        var actions: [M.Action] = []
        var level = begin(&findings)
        while !level.isEmpty, findings.violation == nil {
            var next: [Node<M>] = []
            for node in level {
                expand(node, &actions, &findings) { next.append($0) }
                if findings.violation != nil { return findings }
                guard findings.states < statesMax, findings.isExhausted else {
                    findings.isExhausted = false
                    return findings
                }
            }
            level = next
        }
        return findings
    }
}
