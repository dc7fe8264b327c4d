namespace Entente.Core.Accord.Shapes;

/// <summary>Kinds of things that an accord declares and refers to.</summary>
internal enum NameKind
{
    Party,

    /// <summary>As <c>party/unit</c>.</summary>
    Unit,
    Role,
    Connection,
    Link,
    Field,
    Calendar,
    Target,
    Service,
    DataRights,
    Class,
    Board,

    /// <summary>As <c>board/id</c>.</summary>
    BoardPath,
    Journey,
}
