using System.CommandLine;

using Entente.Cli.Commands;

var root = new RootCommand(
    "Entente keeps one case moving through the trackers of several companies, and measures how well the accord between them is kept.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    SandboxCommand.Create(),
    CheckCommand.Create(),
    PlanCommand.Create(),
    AccordCommands.Apply(),
    AccordCommands.Rollback(),
    AccordCommands.Versions(),
    TryCommand.Create(),
    StatusCommand.Create(),
    TraceCommand.Create(),
    ParkedCommand.Create(),
    UndoCommand.Create(),
    ConnectCommand.Create(),
    ConnectCommand.Undo(),
    BackfillCommand.Create(),
    LinkCommands.Pause(),
    LinkCommands.Drain(),
    LinkCommands.Resume(),
    SecretCommand.Create(),
    AuditCommand.Create(),
    DoctorCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    EvalCommand.Create(),
    ConvertCommand.Create(),
};
return await CommandRun.RunAsync(root, args);
