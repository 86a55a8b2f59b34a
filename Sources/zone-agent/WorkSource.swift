import Hashing
import ZoneModel

/// What the worker hashes by the configuration, and the worker itself.
enum WorkSource {
    /// What is wrong with the worker's part of a configuration, in words.
    static func problem(with configuration: WorkerConfiguration) -> String? {
        do {
            _ = try HeaderFileJobs(path: configuration.headersFile)
        } catch {
            return "worker.headers_file: \(error)"
        }
        do {
            _ = try KernelChoice(name: configuration.kernel)
        } catch {
            return "worker.kernel: \(error)"
        }
        return nil
    }

    /// A worker whose threads run, at duty 0.
    ///
    /// - Throws: where no kernel can be trusted or the threads cannot be had.
    static func worker(
        _ configuration: AgentConfiguration, tell: @escaping @Sendable (Event) -> Void
    ) throws(KernelError) -> HashWorker {
        let kernel = try KernelChoice(name: configuration.worker.kernel, memory: "\(configuration.stateDirectory)/kernels")
        let rigs = configuration.rigs.map { (rig: $0.name, threads: $0.workerThreads) }
        let nice = configuration.worker.nice
        let worker: HashWorker
        do {
            let jobs = try HeaderFileJobs(path: configuration.worker.headersFile)
            worker = HashWorker(rigs: rigs, jobs: jobs, kernel: kernel, nice: nice, onEvent: tell)
        } catch {
            if rigs.contains(where: { $0.threads > 0 }) {
                tell(
                    Event(
                        .workMissing, .error, "worker.headers_file: \(error); nothing is hashed until it is mended and read again (SIGHUP)")
                )
            }
            worker = HashWorker(rigs: rigs, jobs: NoWork(), kernel: kernel, nice: nice, onEvent: tell)
        }
        try worker.start()
        return worker
    }
}
